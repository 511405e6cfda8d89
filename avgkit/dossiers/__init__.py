"""One person: everything that CRM and shadow files hold, what may be given, and what must go or stay."""

from .dossier import KINDS, Dossier, dossier
from .packages import write
from .verifying import Verification, verify
from .who import ToConfirm

__all__ = ["KINDS", "Dossier", "ToConfirm", "Verification", "dossier", "verify", "write"]
