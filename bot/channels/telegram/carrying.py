"""Requests to the platform over aiohttp, which costs a fraction of what the library's own client does."""

from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_CONNECT_SECONDS = 5.0
_UPLOAD_SECONDS = 20.0


class Carrier(BaseRequest):
    """The client behind the library's bot, for one `server`. `connections` at most are open at once.

    Raises `TimedOut` and `NetworkError`, never with the address: the token stands in it; and at once
    `ValueError` where the proxy of the environment is none that we can speak to.
    """

    def __init__(self, server: str, connections: int, read_timeout: float = 5.0) -> None:
        self._connections, self._read_timeout = connections, read_timeout
        self._proxy = _proxy_to(server)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The seconds that an answer may take."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the client."""
        if self._session is None:
            pool = aiohttp.TCPConnector(limit=self._connections)
            headers = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(
                connector=pool, headers=headers, proxy=self._proxy
            )

    async def shutdown(self) -> None:
        """Close the client."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(  # noqa: PLR0917 - as the library calls it
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - who waits for a connection waits to connect
    ) -> tuple[int, bytes]:
        """Ask once; the status and the body."""
        if self._session is None:
            raise RuntimeError("not initialized")
        files = request_data is not None and request_data.contains_files
        connect = _given(connect_timeout, _CONNECT_SECONDS)
        read = _given(read_timeout, self._read_timeout)
        write = _given(write_timeout, _UPLOAD_SECONDS)
        # Only an upload is timed as a whole: an answer that is there already must not be thrown
        # away because our loop was held up meanwhile, and a long download may take its time.
        whole = connect + write + read if files else None
        timeout = aiohttp.ClientTimeout(whole, connect, sock_read=read)
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from None


def _proxy_to(server: str) -> str | None:
    """The proxy of the environment (`HTTPS_PROXY`). Left to the client it is looked up at every request."""
    address, proxies = urlsplit(server), getproxies()
    if proxy_bypass(address.hostname or ""):
        return None
    proxy = proxies.get(address.scheme) or proxies.get("all")
    if not proxy:
        return None
    scheme, _, _ = proxy.rpartition("://")
    if scheme not in {"", "http", "https"}:
        raise ValueError(f"the proxy is {scheme}://…; expected http://…, set HTTPS_PROXY")
    return proxy if scheme else f"http://{proxy}"


def _given(seconds: Any, default: float) -> float:
    return default if seconds is BaseRequest.DEFAULT_NONE else float(seconds)


def _form(request_data: RequestData | None) -> aiohttp.FormData | None:
    if request_data is None:
        return None
    # Names of files go as they are: the platform shows what is quoted in its quotes.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (file_name, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form
