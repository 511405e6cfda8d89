"""What a notebook has said, kept for nbclient, which reads it as if a kernel had said it."""

import asyncio
import base64
import json
import os
import tempfile
from queue import Empty


def frame(kind: str, content: dict, buffers=()) -> bytes:
    """A message as bytes: its length and its JSON."""
    from jupyter_client.jsonutil import json_default

    told = {"msg_type": kind, "content": content}
    if buffers:
        told["buffers"] = [base64.b64encode(bytes(b)).decode() for b in buffers]
    body = json.dumps(told, ensure_ascii=False, default=json_default).encode("utf-8", "replace")
    return len(body).to_bytes(8, "big") + body


class Told:
    """What a notebook has said, as nbclient reads it: replies on one side, all the rest on the other."""

    def __init__(self):
        self.message, self._replies, self._rest, self.ended = "", asyncio.Queue(), asyncio.Queue(), False
        self._below = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the notebook
        os.set_inheritable(self._below.fileno(), True)
        self._seen = {1: 0, 2: 0}
        self._files = {1: self._below, 2: tempfile.TemporaryFile()}  # noqa: SIM115

    def below(self) -> None:
        """Say what was written below Python: by C code, by a process that a cell started."""
        for number, file in self._files.items():
            if file.closed:
                continue
            while piece := os.pread(file.fileno(), 1 << 20, self._seen[number]):
                self._seen[number] += len(piece)
                name = {1: "stdout", 2: "stderr"}[number]
                self.put({"msg_type": "stream", "content": {"name": name, "text": piece.decode("utf-8", "replace")}})

    def put(self, told: dict) -> None:
        """Keep a message for nbclient."""
        if told["msg_type"] not in ("stream", "execute_input"):
            self.below()
        told["buffers"] = [base64.b64decode(b) for b in told.get("buffers", [])]
        told["header"] = {"msg_type": told["msg_type"]}
        told["parent_header"] = {"msg_id": self.message}
        (self._replies if told["msg_type"] == "execute_reply" else self._rest).put_nowait(told)

    def end(self) -> None:
        """Nothing more will come."""
        self.ended = True
        self.below()
        self._replies.put_nowait(None)

    def redirect(self) -> None:
        """In the process of the notebook: nothing to read, and all that is written below Python kept."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        for number, file in self._files.items():
            os.dup2(file.fileno(), number)

    # ------------------------------------------------------------ what nbclient asks of a client
    @property
    def shell_channel(self):
        """Where cells are asked for and answered."""
        return Channel(self._replies, self.ask)

    @property
    def iopub_channel(self):
        """Where all else is said."""
        return Channel(self._rest, self.ask)

    @property
    def session(self):
        """What makes messages to the notebook: an Output widget answers one."""
        from jupyter_client.session import Session

        return Session(key=b"")


class Channel:
    """Messages as nbclient waits for them; None among them means that no more will come."""

    def __init__(self, queue, ask):
        self._queue, self._ask = queue, ask

    def send(self, message):
        self._ask(message["msg_type"], message["content"])

    async def get_msg(self, timeout=None):
        try:
            told = await asyncio.wait_for(self._queue.get(), timeout)
        except TimeoutError:
            raise Empty from None
        if told is None:
            from nbclient.exceptions import DeadKernelError

            self._queue.put_nowait(None)
            raise DeadKernelError("Kernel died")
        return told
