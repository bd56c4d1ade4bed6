"""A server that takes feedback and does nothing else, so that it starts quickly: FOLDER PORT."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast

import uvicorn
from fastapi import FastAPI

from qa import Answer
from ui.feedback import feedback_routes
from ui.store.database import create_store


class NothingFound:
    """Answers every question with nothing."""

    def ask(self, question: str, **_: Any) -> Answer:
        return Answer(question, True, "off_topic", 0.0, (), (), None, ())


if __name__ == "__main__":
    app = FastAPI()
    app.include_router(feedback_routes(cast(Any, NothingFound()), create_store(Path(sys.argv[1]))))
    uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
