/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The router: request filter, routes, limits, requests and responses, and the one place that maps errors to problems of RFC 9457.
 * Handlers see none of Helidon's types.
 */
package io.aegis.online.http;
