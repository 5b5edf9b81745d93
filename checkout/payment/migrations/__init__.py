import oscar.apps.payment.migrations as upstream

__path__ = [*__path__, *upstream.__path__]
