"""The command line: `deskbell serve · migrate · demo · agent · route · knowledge · bot · rotate-keys`."""

from __future__ import annotations

import argparse
import getpass
import logging
import secrets
import sys
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from deskbell import __version__
from deskbell.answers import evaluate as answers
from deskbell.answers import importing
from deskbell.app import open_core, running
from deskbell.demo.command import demo
from deskbell.domain.errors import DeskbellError
from deskbell.route import simulate
from deskbell.route.evaluate import evaluate
from deskbell.services import accounts, setup
from deskbell.serving import Server, bound
from deskbell.serving import run as run_to_the_end
from deskbell.settings import Settings, SettingsError, read_settings
from deskbell.storage.database import AlreadyRunning

Command = Callable[[Settings, argparse.Namespace], Coroutine[None, None, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Errors are one sentence on stderr."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings(options.data, host=options.host, port=options.port)
        logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
        logging.getLogger("alembic").setLevel(logging.WARNING)
        command: Command = options.run
        return run_to_the_end(command(settings, options))
    except KeyboardInterrupt:
        return 130
    except DeskbellError as error:
        print(f"deskbell: {error} [{error.code}]", file=sys.stderr)
    except (SettingsError, AlreadyRunning) as error:
        print(f"deskbell: {error}", file=sys.stderr)
    except (OSError, SQLAlchemyError, ModuleNotFoundError) as error:
        print(f"deskbell: {_in_words(error)}", file=sys.stderr)
    return 1


async def serve(settings: Settings, _options: argparse.Namespace) -> int:
    """Run the desk until it is told to stop."""
    with bound(settings.host, settings.port) as taken:
        async with running(settings) as deskbell:
            server = Server(deskbell.app, log_level=settings.log_level, on_draining=deskbell.drain)
            serving = await server.begin(taken)
            url = settings.public_url or f"http://{settings.host}:{taken.getsockname()[1]}"
            if await setup.is_needed(deskbell.core):
                print(f"Deskbell is new here. Open {url}/setup\nOne-time code: {deskbell.core.setup_code}", flush=True)
            else:
                print(f"Deskbell {__version__} on {url}", flush=True)
            await serving
    return 0


async def migrate(settings: Settings, _options: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    async with open_core(settings):
        print("The database has the newest schema.")
    return 0


async def agent(settings: Settings, options: argparse.Namespace) -> int:
    """Give an agent a new password, for an admin who is locked out. The server must not be running."""
    password = options.password or getpass.getpass("New password (empty: make one): ") or secrets.token_urlsafe(12)
    async with open_core(settings) as core:
        await accounts.reset_password(core, options.email, password)
    print(f"{options.email} can sign in with: {password}")
    return 0


async def rotate_keys(settings: Settings, _options: argparse.Namespace) -> int:
    """Sign visitor tokens with a new key from the next start on; those of the last two keys stay good."""
    async with open_core(settings) as core:
        await core.write(setup.rotate_signing_keys)
    print("Visitor tokens are signed with a new key from the next start on.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="deskbell", description="The bell on the front desk of a website.")
    parser.add_argument("--version", action="version", version=f"deskbell {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, help="the folder with the database file (default: deskbell-data)")
    common.add_argument("--host", help="the address to listen on (default: 127.0.0.1)")
    common.add_argument("--port", type=int, help="the port to listen on (default: 8000)")
    for name, run in (("serve", serve), ("migrate", migrate), ("rotate-keys", rotate_keys)):
        commands.add_parser(name, parents=[common], help=run.__doc__).set_defaults(run=run)
    shop = commands.add_parser("demo", parents=[common], help="Run a living example with a shop beside it.")
    shop.add_argument("--shop-port", type=int, default=8001, help="the port of the demo shop (default: 8001)")
    shop.add_argument("--json", action="store_true", help="print addresses and passwords as one line of JSON first")
    shop.set_defaults(run=demo)
    _add_route(commands, common)
    _add_answers(commands, common)
    reset = commands.add_parser("agent", parents=[common], help=agent.__doc__)
    reset.add_argument("email")
    reset.add_argument("--password", help="otherwise it is asked for")
    reset.set_defaults(run=agent)
    return parser


def _add_route(commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser) -> None:
    route = commands.add_parser("route", help="Try routing out: what it would do, how honest it is, what it costs.")
    tries = route.add_subparsers(required=True, metavar="command")
    asked = tries.add_parser("simulate", parents=[common], help=simulate.simulate.__doc__)
    simulate.add_options(asked)
    asked.set_defaults(run=simulate.simulate)
    evaluating = tries.add_parser("evaluate", parents=[common], help=evaluate.__doc__, description=evaluate.__doc__)
    evaluating.add_argument("--arrivals", type=_some, default=10_000, help="how many come that day (default: 10000)")
    evaluating.add_argument("--seed", type=int, default=1, help="the same seed makes the same day (default: 1)")
    evaluating.add_argument("--json", action="store_true", help="print one line of JSON")
    evaluating.set_defaults(run=evaluate)


def _add_answers(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    knowledge = commands.add_parser("knowledge", help="What the bot knows: articles from a file.")
    brings = knowledge.add_subparsers(required=True, metavar="command")
    brought = brings.add_parser(
        "import", parents=[common], help=importing.import_file.__doc__, description=importing.import_file.__doc__
    )
    importing.add_options(brought)
    brought.set_defaults(run=importing.import_file)
    bot = commands.add_parser("bot", help="How well the bot answers.")
    tries = bot.add_subparsers(required=True, metavar="command")
    asked = tries.add_parser(
        "evaluate", parents=[common], help=answers.evaluate.__doc__, description=answers.evaluate.__doc__
    )
    answers.add_options(asked)
    asked.set_defaults(run=answers.evaluate)


def _some(text: str) -> int:
    """At least one. Raises ValueError, which the parser puts in words."""
    number = int(text)
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError("must be between 1 and 1000000")
    return number


def _in_words(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError) and error.name == "asyncpg":
        return "PostgreSQL needs the extra: pip install 'deskbell[postgres]'"
    return str(error).splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
