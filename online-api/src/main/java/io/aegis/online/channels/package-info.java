/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Channels that operators make, over HTTP: listed, changed, tried out and replayed. Secrets are written and never read back, and
 * what an address lets anybody do is not shown either.
 */
package io.aegis.online.channels;
