from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "rundebord.ui"
    default_auto_field = "django.db.models.BigAutoField"
