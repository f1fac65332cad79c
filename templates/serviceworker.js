import { start } from "{{ main }}";

start({{ settings }})
