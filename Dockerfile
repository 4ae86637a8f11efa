# Công Thư on Node 24, as an ordinary user. The image brings Node and expects a PostgreSQL elsewhere (docker-compose.yml),
# so npm's own Node and the embedded PostgreSQL, both optional dependencies, stay out of it.
FROM node:24-bookworm-slim AS web

# The web application is built with what only development needs, and moves into the image as files.
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY admin-ui ./admin-ui
COPY tsconfig.json ./
RUN npm run build

FROM node:24-bookworm-slim

# A passwd entry of its own; the number is fixed so that volumes keep their owner.
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /var/lib/congthu --shell /usr/sbin/nologin congthu \
  && install -d -o congthu -g congthu -m 0711 /var/lib/congthu

WORKDIR /opt/congthu
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund && npm cache clean --force
# Read by the program, owned by root: it cannot change itself.
COPY LICENSE README.md ./
COPY admin-ui/portal ./admin-ui/portal
COPY --from=web /build/admin-ui/dist ./admin-ui/dist
COPY config ./config
COPY directory ./directory
COPY mail ./mail
COPY src ./src

ENV NODE_ENV=production \
  CONGTHU_DATA_DIR=/var/lib/congthu \
  CONGTHU_BIND=[0.0.0.0] \
  CONGTHU_PORT_BASE=10000

USER congthu
VOLUME /var/lib/congthu
# SMTP, LMTP, submission (TLS, STARTTLS), IMAP and POP3 (STARTTLS, TLS), HTTP, HTTPS
EXPOSE 10025 10024 10465 10587 10143 10993 10110 10995 10080 10443

HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${Number(process.env.CONGTHU_PORT_BASE) + 80}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Node is process 1 and handles SIGTERM itself: clients are told, transactions end.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "src/main.ts"]
CMD ["serve"]
