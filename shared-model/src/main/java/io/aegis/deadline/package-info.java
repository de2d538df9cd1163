/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Time that only goes forward, and deadlines measured by it. Clocks are passed in, so that tests need not wait. */
package io.aegis.deadline;
