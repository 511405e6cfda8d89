"""One person: everything that CRM and shadow files hold, what may be given, and what must go or stay."""
