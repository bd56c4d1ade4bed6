"""Reads whom to call: 经办人, 联系人, 工作人员 and the telephone; never 签发人, who only signs."""

from __future__ import annotations

import re

from corpus.datatypes import Contact

_PERSON = re.compile(
    r"(?:经\s*办\s*人|联\s*系\s*人(?:员)?|工\s*作\s*人\s*员|承\s*办\s*人|具\s*体\s*联\s*系\s*人)\s*(?:及(?:联系)?(?:电话|方式))?\s*[：:]\s*"
    r"(?P<name>[\u4e00-\u9fff](?:[ 　]{0,3}[\u4e00-\u9fff·]){1,3}?)(?=$|[\s，,；;。、）)(（]|\d|联系|电话|手机|Tel)",
    re.M,
)
_ENGLISH = re.compile(r"Contact(?: person)?\s*[:：]\s*(?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3})")
_NUMBER = (
    r"(?:\+?86[- ]?)?(?:1[3-9]\d{9}|[（(]?0\d{2,3}[）)]?\s?[-—－–]?\s?\d{7,8}(?:[-—转]\d{1,5})?"
    r"|400[- ]?\d{3,4}[- ]?\d{3,4}|\d{7,8}|12\d{3,4}|96\d{3,4})"
)
_PHONE = re.compile(
    rf"(?:联\s*系\s*电\s*话|联\s*系\s*方\s*式|电\s*话|手\s*机|咨\s*询\s*电\s*话|咨询热线|服务热线|Tel(?:ephone)?|Phone)(?:号码)?\s*[：:]\s*(?P<phone>{_NUMBER})(?!\d)",
    re.I,
)
_AFTER_NAME = re.compile(rf"[ 　，,；;（(、]{{0,3}}(?:电话|联系电话|手机)?[：:]?\s*(?P<phone>{_NUMBER})(?!\d)")


def read_contact(signature: str, text: str) -> Contact | None:
    """Return the contact of the signature lines, else the last one that the text labels as such."""
    return _contact(signature, last=False) or _contact(text, last=True)


def _contact(text: str, last: bool) -> Contact | None:
    persons = list(_PERSON.finditer(text)) or list(_ENGLISH.finditer(text))
    phones = list(_PHONE.finditer(text))
    person = persons[-1 if last else 0] if persons else None
    phone: str | None = None
    if person is not None:
        beside = _AFTER_NAME.match(text, person.end())
        after = [p for p in phones if 0 <= p.start() - person.end() <= 80]
        phone = beside["phone"] if beside else after[0]["phone"] if after else None
    if phone is None and phones:
        phone = phones[-1 if last else 0]["phone"]
    if person is None and phone is None:
        return None
    name = re.sub(r"\s+", "" if person and not person["name"].isascii() else " ", person["name"]) if person else None
    return Contact(name, re.sub(r"\s+", "", phone) if phone else None)
