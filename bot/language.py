"""In which of the two languages a text is written."""

from bot.messages import Lang


def lang_of(text: str) -> Lang:
    """English where there are several Latin words and no Chinese character; Chinese otherwise."""
    if text.startswith("/") or any("\u4e00" <= letter <= "\u9fff" for letter in text):
        return "zh"
    words = [word.strip("?!.,;:'\"()") for word in text.split()]
    return "en" if sum(word.isascii() and word.isalpha() for word in words) > 1 else "zh"
