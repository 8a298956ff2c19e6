"""Money in integer fen, and the one place that rounds."""

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN


def wan(amount: int) -> int:
    """万元 in fen."""
    return amount * FEN_PER_WAN


def share(fen: int, numerator: int, denominator: int) -> int:
    """A share of an amount, rounded down to the fen: a “最高” ceiling may not be exceeded."""
    return fen * numerator // denominator


def as_yuan(fen: int) -> str:
    """Fen as the contract writes yuan: `630000.00`."""
    sign, (yuan, rest) = "-" if fen < 0 else "", divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan}.{rest:02}"


def say_money(fen: int, lang: str) -> str:
    """Fen as people read them: `1,260 万元`, `12,345,678.90 元`; `RMB 12,600,000`."""
    if lang == "zh" and fen >= FEN_PER_WAN and fen % (100 * FEN_PER_YUAN) == 0:
        return f"{say_decimal(fen, 6)} 万元"
    sign, (yuan, rest) = "-" if fen < 0 else "", divmod(abs(fen), FEN_PER_YUAN)
    said = f"{sign}{yuan:,}.{rest:02}" if rest else f"{sign}{yuan:,}"
    return f"RMB {said}" if lang == "en" else f"{said} 元"


def say_decimal(scaled: int, decimals: int) -> str:
    """An integer in its smallest unit as a decimal without trailing zeros: `12.5`."""
    sign, (whole, rest) = "-" if scaled < 0 else "", divmod(abs(scaled), 10**decimals)
    fraction = f".{rest:0{decimals}}".rstrip("0") if rest else ""
    return f"{sign}{whole:,}{fraction}"
