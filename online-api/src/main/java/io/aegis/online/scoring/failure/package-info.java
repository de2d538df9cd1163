/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Failures of services: {@code POST /api/v1/detect-failure}, and alerts of other systems that ask for the same verdict. */
package io.aegis.online.scoring.failure;
