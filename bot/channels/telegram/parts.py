"""A reply as the parts that Telegram takes: texts of at most 4,096 UTF-16 units, then the file."""

from dataclasses import dataclass

from telegram import MessageEntity

from bot.messages import Document, Reply

LIMIT = 4_096


@dataclass(frozen=True, slots=True)
class Text:
    """One message of text. Quotes are marked by entities, so no character needs escaping."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    with_keyboard: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A document."""

    document: Document


Part = Text | File


def parts_of(reply: Reply) -> tuple[Part, ...]:
    """The parts of a reply in order; the keyboard hangs under the last text."""
    quotes = [f"{c.clause} {c.quote}" for c in reply.citations if c.quote not in reply.text]
    texts = [Text(piece) for piece in split(reply.text)]
    texts += [_quote(piece) for quote in quotes for piece in split(quote)]
    texts = _packed(texts)
    if texts and reply.choices:
        texts[-1] = Text(texts[-1].text, texts[-1].entities, with_keyboard=True)
    return (*texts, File(reply.document)) if reply.document else tuple(texts)


def split(text: str, limit: int = LIMIT) -> list[str]:
    """A text in pieces within the limit, cut at paragraphs, then lines, then anywhere."""
    pieces: list[str] = []
    rest = text.strip()
    while units(rest) > limit:
        head = _head(rest, limit)
        cut = max(head.rfind("\n\n"), 0) or max(head.rfind("\n"), 0) or len(head)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _head(text: str, limit: int) -> str:
    """The longest beginning within the limit; a character of two units is never cut."""
    low, high = limit // 2, min(limit, len(text))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if units(text[:middle]) <= limit else (low, middle - 1)
    return text[:low]


def _quote(text: str) -> Text:
    whole = MessageEntity(MessageEntity.EXPANDABLE_BLOCKQUOTE, 0, units(text))
    return Text(text, (whole,))


def _packed(texts: list[Text]) -> list[Text]:
    """Short texts that follow one another in one message, their marks moved along."""
    packed: list[Text] = []
    for each in texts:
        last = packed[-1] if packed else None
        if last is None or units(last.text) + units(each.text) + 2 > LIMIT:
            packed.append(each)
            continue
        shift = units(last.text) + 2
        moved = tuple(MessageEntity(e.type, e.offset + shift, e.length) for e in each.entities)
        packed[-1] = Text(f"{last.text}\n\n{each.text}", (*last.entities, *moved))
    return packed
