"""The search as a LangChain retriever; importing this module imports LangChain."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever


class ClauseRetriever(BaseRetriever):
    """Clauses of the best measures, each a document with its id, measure and document number."""

    retriever: Any
    k: int = 3

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        policy = self.retriever.policy
        return [
            Document(
                page_content=policy.clause(hit.clause).text,
                metadata={
                    "clause": hit.clause,
                    "measure": hit.measure,
                    "document": policy.number,
                    "score": hit.score,
                },
            )
            for hit in self.retriever.search(query, self.k)
        ]
