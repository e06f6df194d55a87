"""`python -m deskbell`."""

import sys

from deskbell.cli import main

sys.exit(main())
