/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Who calls and what they may do: keys, sessions, roles, trusted proxies and rate limits. */
package io.aegis.online.security;
