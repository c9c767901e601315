from django.apps import AppConfig


class RundebordConfig(AppConfig):
    name = "rundebord.config"
    label = "config"
