/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Delivers alerts from the outbox to webhooks: at least once, with backoff, signed, and never to an address that is not public
 * unless that is allowed. Several processes share the work by leases.
 */
package io.aegis.online.alerts;
