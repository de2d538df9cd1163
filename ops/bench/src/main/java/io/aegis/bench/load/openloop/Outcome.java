/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.openloop;

import java.util.OptionalLong;

/**
 * How an answered request ended.
 *
 * @param label what it is counted under, such as {@code 201}; from a small set
 * @param serverNanos how long the server says that it took, if it says so
 */
public record Outcome(String label, OptionalLong serverNanos) {}
