/* SPDX-License-Identifier: GPL-3.0-or-later */
/** How well anomalies of whole servers are found on the App Server Dataset, as VUS-PR. It runs the detectors alone, without HTTP. */
package io.aegis.bench.asd;
