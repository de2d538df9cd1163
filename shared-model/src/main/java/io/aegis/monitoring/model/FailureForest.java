/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.FailureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weka.classifiers.trees.RandomForest;
import weka.classifiers.trees.RandomTree;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/**
 * Tells kinds of failure apart by labelled incidents of this very system: Weka's random forest of {@value #TREES} trees (fewer
 * where they would take more than a model may have), whose
 * opinion counts the more the more incidents it has seen, n / (n + {@value #PRIOR}) against the rules. A kind that it has never
 * seen, and that its features do not show, is left to the rules. Thread-safe: a random forest is only read when it judges, and a test compares with one thread.
 */
public final class FailureForest {

    /** Fewer incidents are nothing to learn from. */
    public static final int FEWEST_INCIDENTS = 6;

    static final int TREES = 300;

    /** Incidents up to which all trees are tried: those of more take more memory than there is while they grow. */
    private static final int FULL = 700;

    static final int PRIOR = 30;

    /** Kinds whose evidence is among the features. Of the others it knows nothing unless it has seen some. */
    private static final Set<FailureType> SHOWN = Set.of(
            FailureType.CPU_SATURATION,
            FailureType.MEMORY_PRESSURE,
            FailureType.NETWORK_DELAY,
            FailureType.ERROR_BURST);

    private static final int LEAF = 2;
    private static final int SEED = 1;

    private final StoredFailureForest stored;
    private final List<FailureType> types;

    private FailureForest(StoredFailureForest stored) {
        this.stored = stored;
        this.types = Arrays.stream(stored.types).map(FailureType::valueOf).toList();
    }

    /** Whether there is enough to learn from: {@value #FEWEST_INCIDENTS} incidents of two kinds. */
    public static boolean learnable(Collection<LabelledIncident> incidents) {
        return incidents.size() >= FEWEST_INCIDENTS && typesOf(incidents).size() > 1;
    }

    /**
     * Learns. The same incidents in the same order make the same forest.
     *
     * @throws IllegalArgumentException when they are not {@link #learnable}
     */
    public static FailureForest train(List<LabelledIncident> incidents) {
        if (!learnable(incidents)) {
            throw new IllegalArgumentException("not enough incidents to learn from");
        }
        WekaRuntime.prepare();
        List<FailureType> types = List.copyOf(typesOf(incidents));
        Instances header = header(types);
        var data = new Instances(header, incidents.size());
        Map<FailureType, Integer> counts = new EnumMap<>(FailureType.class);
        incidents.forEach(incident -> counts.merge(incident.type(), 1, Integer::sum));
        for (LabelledIncident incident : incidents) {
            Instance row = instance(header, incident.features());
            row.setDataset(data);
            row.setClassValue(types.indexOf(incident.type()));
            // Every kind counts the same, however often it came.
            row.setWeight((double) incidents.size() / (types.size() * counts.getOrDefault(incident.type(), 1)));
            data.add(row);
        }
        String[] names = types.stream().map(FailureType::name).toArray(String[]::new);
        int trees = Math.clamp((long) TREES * FULL / incidents.size(), 1, TREES);
        var stored = new StoredFailureForest(grown(data, trees), header, names, incidents.size());
        while (trees > 1 && !ModelFiles.fits(stored)) {
            trees /= 2;
            stored = new StoredFailureForest(grown(data, trees), header, names, incidents.size());
        }
        return new FailureForest(stored);
    }

    private static RandomForest grown(Instances data, int trees) {
        var forest = new RandomForest();
        forest.setNumIterations(trees);
        forest.setSeed(SEED);
        forest.setNumExecutionSlots(1);
        // Not by options as texts: those make Weka look for the tree's class by its name among all that it can find.
        if (forest.getClassifier() instanceof RandomTree tree) {
            tree.setMinNum(LEAF);
        }
        try {
            forest.buildClassifier(data);
        } catch (Exception e) {
            throw new IllegalStateException("the forest could not be built", e);
        }
        return forest;
    }

    /**
     * Reads a forest.
     *
     * @throws RefusedModelException when it is not an intact forest of this product's
     */
    public static FailureForest read(ModelArtifact artifact) throws RefusedModelException {
        StoredFailureForest stored = ModelFiles.read(artifact, StoredFailureForest.class);
        try {
            if (stored.header.numAttributes() != FailureFeatures.COUNT + 1
                    || stored.header.numClasses() != stored.types.length) {
                throw new RefusedModelException("it was trained on other features");
            }
            return new FailureForest(stored);
        } catch (RuntimeException e) {
            throw new RefusedModelException("it is not complete", e);
        }
    }

    /** As it is stored. */
    public ModelArtifact artifact() {
        return ModelFiles.write(stored);
    }

    /** The kinds that it knows. */
    public Set<FailureType> types() {
        return EnumSet.copyOf(types);
    }

    /** How many incidents it was trained on. */
    public int incidents() {
        return stored.incidents;
    }

    /** How likely each kind is that it knows, by itself. */
    public Map<FailureType, Double> likelihoods(FailureFeatures features) {
        double[] shares;
        try {
            shares = stored.forest.distributionForInstance(instance(stored.header, features));
        } catch (Exception e) {
            throw new IllegalStateException("a forest judges whatever has its features", e);
        }
        Map<FailureType, Double> likelihoods = new EnumMap<>(FailureType.class);
        for (int i = 0; i < types.size(); i++) {
            likelihoods.put(types.get(i), shares[i]);
        }
        return likelihoods;
    }

    /** Weighs its own opinion against the rules'. */
    public Diagnosis judge(FailureFeatures features, Diagnosis rules) {
        boolean open = rules.type() == FailureType.UNKNOWN;
        Map<FailureType, Double> own = likelihoods(features);
        if (!open && !own.containsKey(rules.type()) && !SHOWN.contains(rules.type())) {
            return rules;
        }
        if (!open) {
            own.putIfAbsent(rules.type(), 0.0);
        }
        double trust = (double) stored.incidents / (stored.incidents + PRIOR);
        double other = open ? 1.0 / own.size() : (1 - rules.confidence()) / (own.size() - 1);
        Diagnosis likeliest = rules;
        double most = -1;
        for (Map.Entry<FailureType, Double> one : own.entrySet()) {
            double ruled = one.getKey() == rules.type() ? rules.confidence() : other;
            double together = trust * one.getValue() + (1 - trust) * ruled;
            if (together > most) {
                most = together;
                likeliest = new Diagnosis(one.getKey(), Math.clamp(together, 0, 1), rules.sufficient());
            }
        }
        return likeliest;
    }

    private static Set<FailureType> typesOf(Collection<LabelledIncident> incidents) {
        Set<FailureType> types = EnumSet.noneOf(FailureType.class);
        incidents.forEach(incident -> types.add(incident.type()));
        return types;
    }

    private static Instances header(List<FailureType> types) {
        var attributes = new ArrayList<Attribute>();
        FailureFeatures.NAMES.forEach(name -> attributes.add(new Attribute(name)));
        attributes.add(
                new Attribute("type", types.stream().map(FailureType::label).toList()));
        var header = new Instances("incidents", attributes, 0);
        header.setClassIndex(FailureFeatures.COUNT);
        return header;
    }

    private static Instance instance(Instances header, FailureFeatures features) {
        double[] values = new double[FailureFeatures.COUNT + 1];
        for (int i = 0; i < FailureFeatures.COUNT; i++) {
            values[i] = features.values().get(i);
        }
        var instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return instance;
    }
}
