"""The dense index: a persistent Chroma collection of the chunks' vectors, built once."""

import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from knowledge.embedders import Embedder

_READY = "ready"
_NEAREST = 80
_ONE_AT_A_TIME = Lock()
_STALE_SECONDS = 3600  # a draft that nobody has renamed for so long was given up


@dataclass(frozen=True, slots=True)
class Dense:
    """An opened collection and the embedder whose vectors it holds."""

    collection: Any
    embedder: Embedder

    def score(self, question: str) -> Mapping[int, float]:
        """The nearest chunks by their place, with the cosine (-1..1) to the question."""
        found = self.collection.query(
            query_embeddings=[self.embedder.query(question)],
            n_results=min(_NEAREST, self.collection.count()),
            include=["distances"],
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return {int(place): 1.0 - distance for place, distance in pairs}


def open_dense(home: Path, digest: str, texts: Sequence[str], embedder: Embedder) -> Dense:
    """The collection for this pack and embedder below `home`, built now if it is not there.

    Two processes may build at once: each builds in a directory of its own and renames it; the
    second finds the first one's there and uses it.
    """
    name = f"{digest[:16]}-{embedder.name}"[:60]
    folder = home / "index" / name
    # Chroma's clients of one process share a registry that two threads must not fill at once.
    with _ONE_AT_A_TIME:
        if not (folder / _READY).is_file():
            _build(folder, name, texts, embedder)
        return Dense(_client(folder).get_collection(name, embedding_function=None), embedder)


def _build(folder: Path, name: str, texts: Sequence[str], embedder: Embedder) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_stale_drafts(folder.parent)
    known = _vectors_of_others(folder, embedder)
    draft = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=folder.parent))
    try:
        client = _client(draft)
        collection = client.create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(new, embedder.passages(new) if new else [], strict=True)
        collection.add(
            ids=[str(place) for place in range(len(texts))],
            embeddings=[known[text] for text in texts],
            documents=list(texts),
        )
        client.close()
        (draft / _READY).touch()
        draft.rename(folder)
    except OSError:
        # Another process has renamed its own first: an index with the same content stands there.
        if not (folder / _READY).is_file():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _vectors_of_others(folder: Path, embedder: Embedder) -> dict[str, Sequence[float]]:
    """The vectors of texts that an index of another state of the pack has already."""
    known: dict[str, Sequence[float]] = {}
    for other in folder.parent.glob(f"*-{embedder.name}"[:61]):
        if other != folder and (other / _READY).is_file():
            client = _client(other)
            found = client.get_collection(other.name, embedding_function=None).get(
                include=["documents", "embeddings"]
            )
            rows = ([float(x) for x in row] for row in found["embeddings"])
            known |= zip(found["documents"] or (), rows, strict=False)
            client.close()
    known.pop(None, None)  # type: ignore[call-overload]  # built before the texts were kept
    return known


def _clear_stale_drafts(parent: Path) -> None:
    """Remove what a process that ended while building left behind."""
    for draft in parent.glob("*-*.*"):
        if time.time() - draft.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(path=str(folder), settings=settings)
