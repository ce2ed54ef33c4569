//! Proves small circuits with unusual configurations and writes the vectors of
//! the parent folder. See README.md there.

use std::fs;

use plonky2::field::extension::Extendable;
use plonky2::field::goldilocks_field::GoldilocksField as F;
use plonky2::field::types::Field;
use plonky2::fri::reduction_strategies::FriReductionStrategy as Reduction;
use plonky2::fri::FriConfig;
use plonky2::iop::witness::{PartialWitness, WitnessWrite};
use plonky2::plonk::circuit_builder::CircuitBuilder;
use plonky2::plonk::circuit_data::CircuitConfig;
use plonky2::plonk::config::PoseidonGoldilocksConfig as C;
use plonky2::util::serialization::DefaultGateSerializer;

const D: usize = 2;

/// What the circuit computes, from the simplest to the richest.
#[derive(Clone, Copy)]
enum Statement {
    /// Nothing.
    Empty,
    /// Some steps of arithmetic with constants.
    Steps(usize),
    /// The same with two public inputs.
    Public(usize),
    /// The same with extension arithmetic at the end.
    Ext(usize),
    /// The same with both.
    PublicExt(usize),
}

use Statement::*;

/// The standard configuration with few queries and little work.
fn cheap() -> CircuitConfig {
    CircuitConfig {
        security_bits: 0,
        fri_config: FriConfig {
            rate_bits: 3,
            cap_height: 1,
            proof_of_work_bits: 3,
            reduction_strategy: Reduction::ConstantArityBits(2, 2),
            num_query_rounds: 4,
        },
        ..CircuitConfig::standard_recursion_config()
    }
}

fn plonk(change: impl Fn(&mut CircuitConfig)) -> CircuitConfig {
    let mut config = cheap();
    change(&mut config);
    config
}

fn fri(change: impl Fn(&mut FriConfig)) -> CircuitConfig {
    plonk(|c| change(&mut c.fri_config))
}

fn generate(name: &str, config: CircuitConfig, statement: Statement) {
    let (steps, public, ext) = match statement {
        Empty => (0, false, false),
        Steps(n) => (n, false, false),
        Public(n) => (n, true, false),
        Ext(n) => (n, false, true),
        PublicExt(n) => (n, true, true),
    };
    let mut b = CircuitBuilder::<F, D>::new(config);
    let mut witness = PartialWitness::new();
    if steps > 0 {
        let x = b.add_virtual_target();
        witness.set_target(x, F::from_canonical_u64(7)).unwrap();
        let mut y = x;
        for i in 0..steps {
            let k = b.constant(F::from_canonical_usize(3 + i));
            y = b.mul_add(y, x, k);
            y = b.arithmetic(F::from_canonical_usize(i + 1), F::TWO, y, x, y);
        }
        if ext {
            let xe = b.convert_to_ext(x);
            let ye = b.convert_to_ext(y);
            let k = b.constant_extension(<F as Extendable<D>>::Extension::from_canonical_u64(5));
            let m = b.mul_add_extension(ye, xe, k);
            let q = b.div_extension(m, ye);
            let n = b.mul_extension(q, ye);
            b.connect_extension(n, m);
        }
        if public {
            b.register_public_input(x);
            b.register_public_input(y);
        }
    }
    let data = b.build::<C>();
    let proof = data.prove(witness).unwrap();
    data.verify(proof.clone()).unwrap();

    fs::create_dir_all(name).unwrap();
    let write = |file: &str, bytes: Vec<u8>| fs::write(format!("{name}/{file}"), bytes).unwrap();
    write("proof.bin", proof.to_bytes());
    write("verifier_only.bin", data.verifier_only.to_bytes().unwrap());
    write("common.bin", data.common.to_bytes(&DefaultGateSerializer).unwrap());
}

fn main() {
    let fixed = |arities: &[usize]| Reduction::Fixed(arities.to_vec());

    generate("reduction_fixed", fri(|f| f.reduction_strategy = fixed(&[1, 3, 2])), Public(400));
    generate("reduction_fixed_none", fri(|f| f.reduction_strategy = fixed(&[])), Public(60));
    generate("reduction_min_size", fri(|f| f.reduction_strategy = Reduction::MinSize(None)), Public(1200));
    generate("reduction_min_size_max", fri(|f| f.reduction_strategy = Reduction::MinSize(Some(1))), Public(1200));

    generate("cap_height_0", fri(|f| f.cap_height = 0), PublicExt(100));
    generate("cap_is_tree", fri(|f| f.cap_height = 6), Public(1));
    generate("cap_is_step_tree", fri(|f| {
        f.cap_height = 6;
        f.reduction_strategy = Reduction::ConstantArityBits(1, 0);
    }), Public(20));
    generate("rate_bits_5", fri(|f| {
        f.rate_bits = 5;
        f.cap_height = 4;
        f.proof_of_work_bits = 0;
    }), Public(100));
    generate("one_query", fri(|f| {
        f.num_query_rounds = 1;
        f.proof_of_work_bits = 10;
    }), Public(100));
    generate("one_query_no_work", fri(|f| {
        f.num_query_rounds = 1;
        f.proof_of_work_bits = 0;
        f.rate_bits = 10;
        f.cap_height = 0;
    }), Empty);

    generate("challenges_1", plonk(|c| c.num_challenges = 1), PublicExt(100));
    generate("challenges_3", plonk(|c| c.num_challenges = 3), PublicExt(100));
    generate("wires_wide", plonk(|c| {
        c.num_wires = 234;
        c.num_routed_wires = 140;
        c.num_constants = 5;
    }), PublicExt(100));
    generate("wires_narrow", plonk(|c| {
        c.num_wires = 12;
        c.num_routed_wires = 9;
    }), Steps(30));
    generate("routed_all", plonk(|c| c.num_routed_wires = 135), PublicExt(40));
    generate("routed_few", plonk(|c| c.num_routed_wires = 9), Steps(40));
    generate("quotient_factor_4", plonk(|c| {
        c.max_quotient_degree_factor = 4;
        c.fri_config.rate_bits = 2;
        c.fri_config.num_query_rounds = 6;
    }), Ext(100));
    generate("quotient_factor_5", plonk(|c| c.max_quotient_degree_factor = 5), Ext(100));
    generate("quotient_factor_13", plonk(|c| {
        c.max_quotient_degree_factor = 13;
        c.fri_config.rate_bits = 4;
    }), PublicExt(100));
    generate("no_base_arithmetic_gate", plonk(|c| c.use_base_arithmetic_gate = false), PublicExt(100));
    generate("no_public_inputs", cheap(), Steps(100));
    generate("minimal", fri(|f| f.cap_height = 0), Empty);
    generate("minimal_public", fri(|f| f.cap_height = 0), Public(1));
    generate("zero_knowledge", plonk(|c| c.zero_knowledge = true), PublicExt(100));
    generate("zero_knowledge_min_size", plonk(|c| {
        c.zero_knowledge = true;
        c.fri_config.reduction_strategy = Reduction::MinSize(Some(3));
    }), Steps(10));
}
