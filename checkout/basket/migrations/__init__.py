import oscar.apps.basket.migrations as upstream

__path__ = [*__path__, *upstream.__path__]
