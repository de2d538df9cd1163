/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Replays days of injected faults (Nezha, see the data's README) against failure detection, in process or over HTTP. It tells
 * precision, recall, and how often the cause was named.
 */
package io.aegis.bench.failures;
