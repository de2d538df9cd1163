/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Bounds on HTTP/1.1 connections that Helidon does not set: buffered bytes, framing, read and write timeouts.
 * Nothing here knows a route.
 */
package io.aegis.online.http.connection;
