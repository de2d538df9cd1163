/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * Failures of services: {@code POST /api/v1/detect-failure}, and alerts of other systems that ask for the same verdict. What is
 * known of each service is cached by the minute, and read from the database where it is missing.
 */
package io.aegis.online.scoring.failure;
