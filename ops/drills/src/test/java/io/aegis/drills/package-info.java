/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * What operators do by {@code ops/aegis}, and what must come of it, on both packaged applications. Some take longer than a
 * build should, and are run by name.
 */
package io.aegis.drills;
