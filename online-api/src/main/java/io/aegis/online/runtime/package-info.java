/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What every part of the running process shares: the HTTP server, its request limits, background tasks and their orderly end.
 * It knows none of the product's modules.
 */
package io.aegis.online.runtime;
