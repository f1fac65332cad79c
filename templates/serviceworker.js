{% load pwa %}import { start } from "{{ main }}";

start({{ settings|js }})
