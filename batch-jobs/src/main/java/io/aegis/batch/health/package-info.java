/* SPDX-License-Identifier: GPL-3.0-or-later */
/** Health and metrics of the process. They are what a supervisor, a proxy or a Kubernetes probe asks for. */
package io.aegis.batch.health;
