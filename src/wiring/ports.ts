/** What stands where: every listener at the port base + its standard port (RFC 5321, 2033, 8314, 9051, 1939). */
export const services = {
  smtp: { standardPort: 25, implicitTls: false },
  lmtp: { standardPort: 24, implicitTls: false },
  submissions: { standardPort: 465, implicitTls: true },
  submission: { standardPort: 587, implicitTls: false },
  imap: { standardPort: 143, implicitTls: false },
  imaps: { standardPort: 993, implicitTls: true },
  pop3: { standardPort: 110, implicitTls: false },
  pop3s: { standardPort: 995, implicitTls: true },
  http: { standardPort: 80, implicitTls: false },
  https: { standardPort: 443, implicitTls: true },
} as const;

export type ServiceName = keyof typeof services;
export const serviceNames = Object.keys(services) as ServiceName[];

export function portOf(service: ServiceName, portBase: number): number {
  return portBase + services[service].standardPort;
}

export function allPorts(portBase: number): Record<ServiceName, number> {
  return Object.fromEntries(serviceNames.map((name) => [name, portOf(name, portBase)])) as Record<ServiceName, number>;
}
