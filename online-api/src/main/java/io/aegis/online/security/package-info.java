/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Who calls and what they may do: keys, sessions, roles, trusted proxies and rate limits. Authentication and authorisation are
 * in this one place, and every route says which role it wants.
 */
package io.aegis.online.security;
