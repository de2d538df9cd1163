/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.failures;

import java.util.List;

/**
 * A verdict, as far as it is measured.
 *
 * @param detected whether there is said to be a failure
 * @param type of which kind it is, or would be
 * @param ranking services, the most suspicious first
 */
record Judged(boolean detected, String type, List<String> ranking) {}
