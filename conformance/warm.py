# SPDX-License-Identifier: Apache-2.0
"""Puts documents into the cache of rocrate-validator, which otherwise asks the network for them."""
import io
import pathlib

import requests
from requests_cache import CachedSession
from urllib3 import HTTPResponse


class FromFiles(requests.adapters.BaseAdapter):
    """Answers each address with a file."""

    def __init__(self, files):
        super().__init__()
        self.files = files

    def send(self, request, **_):
        body = io.BytesIO(pathlib.Path(self.files[request.url]).read_bytes())
        raw = HTTPResponse(
            body=body, headers={"Content-Type": "application/ld+json"}, status=200, preload_content=False, request_method="GET",
            request_url=request.url,
        )
        return requests.adapters.HTTPAdapter().build_response(request, raw)

    def close(self):
        pass


def prime(cache, files):
    session = CachedSession(cache_name=cache, expire_after=-1)
    session.mount("https://", FromFiles(files))
    for address in files:
        for accepted in ("application/ld+json, application/json", "application/ld+json"):
            session.get(address, headers={"Accept": accepted})
