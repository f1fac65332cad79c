from tests.faulty_proxy import proxy

__all__ = ["proxy"]
