/** Who calls and what they may do: keys, sessions, roles, trusted proxies and rate limits. */
package io.aegis.online.security;
