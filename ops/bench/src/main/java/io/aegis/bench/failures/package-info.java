/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Replays days of injected faults (Nezha, see the data's README) against failure detection, in process or over HTTP. */
package io.aegis.bench.failures;
