/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Speed of the VADER port, and its parity with the recorded scores of the Python reference. Parity means equality of all four
 * numbers.
 */
package io.aegis.bench.vader;
