/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.ProtobufFields.isDouble;
import static io.aegis.online.scoring.remotewrite.ProtobufFields.isMessage;
import static io.aegis.online.scoring.remotewrite.ProtobufFields.isVarint;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the samples and native histograms of one series, which both versions of remote write have alike. Not thread-safe. */
final class SampleFields {

    private final WriteBudget budget;
    private final List<RemoteSeries.Sample> samples = new ArrayList<>(1);
    private final List<NativeHistogram> histograms = new ArrayList<>(0);

    SampleFields(WriteBudget budget) {
        this.budget = budget;
    }

    List<RemoteSeries.Sample> samples() {
        return samples;
    }

    List<NativeHistogram> histograms() {
        return histograms;
    }

    boolean isEmpty() {
        return samples.isEmpty() && histograms.isEmpty();
    }

    /** Reads the field when it has that number and is a sample. */
    boolean sample(CodedInputStream in, int tag, int field) throws IOException {
        if (!isMessage(tag, field)) {
            return false;
        }
        budget.sample();
        double[] value = new double[1];
        long[] millis = new long[1];
        ProtobufFields.nested(in, inner -> {
            if (isDouble(inner, 1)) {
                value[0] = in.readDouble();
            } else if (isVarint(inner, 2)) {
                millis[0] = in.readInt64();
            } else if (WireFormat.getTagFieldNumber(inner) <= 2) {
                // A message of another kind, such as one of OTLP.
                throw ProblemException.malformed(ProtobufFields.MALFORMED);
            } else {
                return false;
            }
            return true;
        });
        samples.add(new RemoteSeries.Sample(millis[0], value[0]));
        return true;
    }

    /** Reads the field when it has that number and is a histogram. */
    boolean histogram(CodedInputStream in, int tag, int field) throws IOException {
        if (!isMessage(tag, field)) {
            return false;
        }
        budget.sample();
        HistogramFields fields = new HistogramFields(budget);
        ProtobufFields.nested(in, inner -> fields.read(in, inner));
        fields.histogram().ifPresent(histograms::add);
        return true;
    }
}
