"""avgkit: handle customer data lawfully under the AVG (GDPR), and prove it. This is not legal advice."""

from importlib import import_module

# Each public name with the module that holds it, loaded when it is first used: `import avgkit` stays light.
_HOMES = {
    "load_crm": "sources",
    "load_policy": "sources",
    "load_law": "law",
    "generate_crm": "synthetic",
    "checks": "themes",
    "judge": "judges",
    "scan": "scans",
    "plan": "plans",
    "exercise": "lessons",
    "report": "reports",
    "recognise": "recognisers",
    "Crm": "tables",
    "Policy": "tables",
    "Law": "law",
    "Scan": "scans",
}
__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'avgkit' has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return __all__
