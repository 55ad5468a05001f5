# SPDX-License-Identifier: Apache-2.0
"""The Python peer of the benchmark: FastAPI and asyncpg, tuned (uvloop, httptools, no reset on release)."""
import hashlib
import os
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request, Response


def read(name: str) -> str:
    with open(os.environ["BENCH_SQL"] + "/" + name, encoding="utf-8") as file:
        return file.read()


class Unreset(asyncpg.Connection):
    """Does not send the reset statements that cost a round trip at each release."""

    def get_reset_query(self) -> str:
        return ""


pools: dict = {}


@asynccontextmanager
async def lifespan(app: FastAPI):
    for name in ("app", "public"):
        pools[name] = await asyncpg.create_pool(
            os.environ[f"BENCH_{name.upper()}_DATABASE"], min_size=8, max_size=8, connection_class=Unreset
        )
    yield


app = FastAPI(lifespan=lifespan, openapi_url=None)
POINT, SIGN_IN, FINDING = read("point.sql"), read("sign_in.sql"), read("finding.sql")


def answer(body) -> Response:
    if body is None:
        return Response(b"{}", 404, media_type="application/json")
    return Response(body, media_type="application/json")


@app.get("/v1/publications/{pid}")
async def publication(pid: str) -> Response:
    async with pools["public"].acquire() as db:
        return answer(await db.fetchval(POINT, pid))


@app.get("/v1/findings/{pid}")
async def finding(pid: str, request: Request) -> Response:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    async with pools["app"].acquire() as db, db.transaction(readonly=True):
        if await db.fetchval(SIGN_IN, hashlib.sha256(token.encode()).digest()) is None:
            return Response(b"{}", 401, media_type="application/json")
        return answer(await db.fetchval(FINDING, pid))
