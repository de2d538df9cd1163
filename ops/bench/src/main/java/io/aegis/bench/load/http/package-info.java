/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * The cheapest HTTP/1.1 client that can measure a server on the same machine: whole requests written at once, whole answers read.
 * Only addresses of the loopback are taken.
 */
package io.aegis.bench.load.http;
