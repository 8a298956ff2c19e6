"""Money in integer fen, and the one place that rounds."""

from decimal import Decimal

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
_WAN_PER_YI = 10_000


def wan(amount: int) -> int:
    """万元 in fen."""
    return amount * FEN_PER_WAN


def share(fen: int, numerator: int, denominator: int) -> int:
    """A share of an amount, rounded down to the fen: a “最高” ceiling may not be exceeded."""
    return fen * numerator // denominator


def as_yuan(fen: int) -> str:
    """Fen as the contract writes yuan: `630000.00`."""
    return f"{Decimal(fen).scaleb(-2):.2f}"


def say_money(fen: int, lang: str) -> str:
    """Fen as people read them: `1.23 亿元`, `1,260 万元`, `12,345,678.90 元`; `RMB 12,600,000`."""
    yuan = Decimal(fen).scaleb(-2)
    if lang == "en":
        return f"RMB {yuan:,.2f}".removesuffix(".00")
    if fen % FEN_PER_WAN == 0 and fen >= _WAN_PER_YI * FEN_PER_WAN:
        return f"{_trimmed(yuan / (_WAN_PER_YI * 10_000))} 亿元"
    if fen % FEN_PER_YUAN == 0 and fen % (100 * FEN_PER_YUAN) == 0 and fen >= FEN_PER_WAN:
        return f"{_trimmed(yuan / 10_000)} 万元"
    return f"{yuan:,.2f} 元".replace(".00 元", " 元")


def say_decimal(scaled: int, decimals: int) -> str:
    """An integer in its smallest unit as a decimal without trailing zeros: `12.5`."""
    return _trimmed(Decimal(scaled).scaleb(-decimals))


def _trimmed(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
