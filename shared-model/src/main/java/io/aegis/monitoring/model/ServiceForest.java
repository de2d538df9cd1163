/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.Series;
import io.aegis.monitoring.anomaly.ServiceStrength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import weka.classifiers.misc.IsolationForest;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/**
 * What is usual for the values of all series of one service together: Weka's isolation forest (Liu, Ting and Zhou, "Isolation
 * Forest", ICDM 2008) on rows of values. It weighs the strength that the series' own detectors give a moment by how much
 * easier than usual the forest isolates the combination. Thread-safe: it is only read when it judges.
 */
public final class ServiceForest {

    /** Most series of a service that a row has; the others are left out. */
    public static final int MOST_SERIES = 64;

    private static final int TREES = 100;
    private static final int SUBSAMPLE = 256;

    private final StoredServiceForest stored;

    private ServiceForest(StoredServiceForest stored) {
        this.stored = stored;
    }

    /**
     * Learns. The same rows make the same forest.
     *
     * @param series what the columns are, 1 to {@value #MOST_SERIES} of them
     * @param rows a value for each series, finite; NaN where there was no sample
     * @throws IllegalArgumentException when there is nothing to learn from
     */
    public static ServiceForest train(List<Series> series, List<double[]> rows) {
        if (series.isEmpty() || series.size() > MOST_SERIES || rows.size() < 2) {
            throw new IllegalArgumentException("a service has 1 to " + MOST_SERIES + " series and two rows or more");
        }
        WekaRuntime.prepare();
        double[] usual = IntStream.range(0, series.size())
                .mapToDouble(column -> median(rows.stream()
                        .mapToDouble(row -> row[column])
                        .filter(Double::isFinite)
                        .toArray()))
                .toArray();
        Instances header = header(series.size());
        var data = new Instances(header, rows.size());
        for (double[] row : rows) {
            Instance instance = instance(header, usual, row);
            instance.setDataset(data);
            instance.setClassValue(0);
            data.add(instance);
        }
        var forest = new IsolationForest();
        forest.setNumTrees(TREES);
        forest.setSubsampleSize(Math.min(SUBSAMPLE, rows.size()));
        try {
            forest.buildClassifier(data);
        } catch (Exception e) {
            throw new IllegalStateException("the forest could not be built", e);
        }
        String[] names = series.stream().map(ServiceForest::name).toArray(String[]::new);
        var unscaled = new ServiceForest(new StoredServiceForest(forest, header, names, usual, 1));
        double ordinary = median(rows.stream().mapToDouble(unscaled::isolation).toArray());
        return new ServiceForest(new StoredServiceForest(forest, header, names, usual, Math.max(ordinary, 0.01)));
    }

    /**
     * Reads a forest.
     *
     * @throws RefusedModelException when it is not an intact forest of this product's
     */
    public static ServiceForest read(ModelArtifact artifact) throws RefusedModelException {
        StoredServiceForest stored = ModelFiles.read(artifact, StoredServiceForest.class);
        try {
            if (stored.header.numAttributes() != stored.series.length + 1
                    || stored.usual.length != stored.series.length
                    || !(stored.ordinary > 0)) {
                throw new RefusedModelException("its parts do not fit together");
            }
            return new ServiceForest(stored);
        } catch (RuntimeException e) {
            throw new RefusedModelException("it is not complete", e);
        }
    }

    /** As it is stored. */
    public ModelArtifact artifact() {
        return ModelFiles.write(stored);
    }

    /** How many series a row has. */
    public int width() {
        return stored.series.length;
    }

    /** The place of a series in a row; empty for one that it does not know. */
    public OptionalInt column(Series series) {
        int column = Arrays.asList(stored.series).indexOf(name(series));
        return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
    }

    /**
     * How strange a moment is, on the scale of a single series' strength.
     *
     * @param row values in the order of training, NaN where there is none
     * @param strengths of those series at that moment that have a value
     */
    public double strength(double[] row, double... strengths) {
        return ServiceStrength.of(strengths) * strangeness(row);
    }

    /** How many times as strange as usual the values are together; the same row as for {@link #strength}. */
    public double strangeness(double... row) {
        return Math.pow(isolation(row) / stored.ordinary, 2);
    }

    private double isolation(double[] row) {
        try {
            return stored.forest.distributionForInstance(instance(stored.header, stored.usual, row))[1];
        } catch (Exception e) {
            throw new IllegalStateException("a forest judges whatever has its columns", e);
        }
    }

    private static String name(Series series) {
        return HexFormat.of().formatHex(series.hash());
    }

    private static Instances header(int columns) {
        var attributes = new ArrayList<Attribute>();
        for (int column = 0; column < columns; column++) {
            attributes.add(new Attribute("series" + column));
        }
        attributes.add(new Attribute("class", List.of("usual", "strange")));
        var header = new Instances("rows", attributes, 0);
        header.setClassIndex(columns);
        return header;
    }

    /** What was not sampled is taken for what is usual. */
    private static Instance instance(Instances header, double[] usual, double[] row) {
        double[] values = new double[usual.length + 1];
        for (int column = 0; column < usual.length; column++) {
            values[column] = Double.isFinite(row[column]) ? row[column] : usual[column];
        }
        var instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return instance;
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
