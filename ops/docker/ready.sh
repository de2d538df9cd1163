#!/bin/bash
# ready PORT: whether the application on this port of this container is ready. Needs no curl.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 4 answer <&3
[[ $answer == 'HTTP/1.1 200'* ]]
