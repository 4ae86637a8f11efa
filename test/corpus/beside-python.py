"""Compares the corpus with Python's email package: the tree of types, and what BINARY of each leaf holds.

Prints every difference; python3 test/corpus/beside-python.py (from anywhere). Differences that are known stand in KNOWN with their reason.
"""

import email
import json
import pathlib
import re

FOLDER = pathlib.Path(__file__).parent / 'imap'
KNOWN = {
    'boundary-absent BODY': 'keeps the multipart without parts; IMAP has no form for one',
    'boundary-missing BODY': 'keeps the multipart without parts; IMAP has no form for one',
    'preamble-epilogue BODY': 'keeps the multipart without parts; IMAP has no form for one',
    'boundary-same BODY': 'looks for the outer boundary first; the inner one hides it here, and for Dovecot',
    'comments BODY': 'does not know comments inside a type (RFC 2045 §5.1)',
    'parameters-loose BODY': 'takes what follows the type for part of it',
    'content-type-broken BODY': 'shows types that RFC 2045 §5.1 does not allow',
    'empty-parts BODY': 'takes two delimiters in a row for one; Dovecot sees an empty part between them, as we do',
    'message-base64 BODY': 'decodes a message that must not be encoded (RFC 2046 §5.2.1)',
    'message-global BODY': 'does not look into message/global (RFC 6532 §3.7)',
    'nul-and-lone-ends BINARY.PEEK[1]': 'takes a lone CR for the end of a line, and so of the header',
    'odd-encodings BINARY.PEEK[2]': 'does not know comments in Content-Transfer-Encoding (RFC 2045 §6.1)',
    'odd-encodings BINARY.PEEK[6]': 'stops at padding; bodies that were put together go on after it (RFC 2045 §6.8)',
}


def answers(name):
    lines = [line for line in (FOLDER / f'{name}.answers').read_text('utf-8').split('\n') if line and not line.startswith('#')]
    return {item: json.loads(answer) for item, answer in zip(lines[::2], lines[1::2])}


def read(text, at=0):
    """An IMAP value and the place after it."""
    if text[at] == '(':
        items, at = [], at + 1
        while text[at] != ')':
            item, at = read(text, at)
            items.append(item)
            if text[at] == ' ':
                at += 1
        return items, at + 1
    if text[at] == '"':
        match = re.compile(r'"((?:[^"\\]|\\.)*)"').match(text, at)
        return re.sub(r'\\(.)', r'\1', match[1]), match.end()
    literal = re.compile(r'~?\{(\d+)\}\r\n').match(text, at)
    if literal:
        end = literal.end() + int(literal[1])
        return text[literal.end() : end], end
    match = re.compile(r'[^ ()]+').match(text, at)
    return None if match[0] == 'NIL' else match[0], match.end()


def ours(body):
    if isinstance(body[0], list):
        parts = [part for part in body if isinstance(part, list)]
        return [f'multipart/{body[len(parts)]}', *map(ours, parts)]
    if body[0] == 'message' and len(body) > 8:
        return [f'{body[0]}/{body[1]}', ours(body[8])]
    return f'{body[0]}/{body[1]}'


def theirs(message):
    if message.get_content_maintype() == 'multipart' and message.is_multipart():
        return [message.get_content_type(), *map(theirs, message.get_payload())]
    if message.get_content_type() == 'message/rfc822' and message.is_multipart():
        return ['message/rfc822', theirs(message.get_payload(0))]
    return message.get_content_type()


def part_of(message, section):
    numbers = [int(number) for number in section.split('.')]
    for number in numbers:
        if message.get_content_type() == 'message/rfc822' and message.is_multipart():
            message = message.get_payload(0)
        if message.get_content_maintype() == 'multipart':
            message = message.get_payload(number - 1)
    return message


def differences(name):
    message = email.message_from_bytes((FOLDER / f'{name}.eml').read_bytes())
    expected = answers(name)
    if 'BODY' in expected:
        mine, other = ours(read(expected['BODY'])[0]), theirs(message)
        if mine != other:
            yield f'{name} BODY', f'\n  ours   {mine}\n  theirs {other}'
    for item, answer in expected.items():
        binary = re.fullmatch(r'BINARY\.PEEK\[([0-9.]+)\]', item)
        if binary is None or answer == 'NIL':
            continue
        mine = read(answer)[0].encode('latin-1')
        other = part_of(message, binary[1]).get_payload(decode=True)
        if other is not None and mine != other:
            yield f'{name} {item}', f'\n  ours   {mine!r}\n  theirs {other!r}'


for path in sorted(FOLDER.glob('*.eml')):
    for place, difference in differences(path.stem):
        if place not in KNOWN:
            print(place + difference)
