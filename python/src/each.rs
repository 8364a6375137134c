//! Owns threads: the answer to each line, in order, until whoever waits breaks off.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Answers between two looks where they come fast.
const MANY: usize = 256;

/// How long a break, as Ctrl+C, goes unnoticed.
const LOOK: Duration = Duration::from_millis(100);

/// The answers in the order of the lines. Each thread has a worker of its own. `watch` is asked now
/// and then whether to go on.
///
/// # Errors
/// What `watch` said; the lines begun are finished and their answers dropped.
pub fn each<Q: Sync, A: Send, W, E>(
    lines: &[Q],
    threads: usize,
    worker: impl Fn() -> W + Sync,
    answer: impl Fn(&W, &Q) -> A + Sync,
    watch: impl Fn() -> Result<(), E>,
) -> Result<Vec<A>, E> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = channel();
    let mut answers: Vec<Option<A>> = lines.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads.min(lines.len()) {
            let (sender, next, stop, worker, answer) =
                (sender.clone(), &next, &stop, &worker, &answer);
            scope.spawn(move || {
                let worker = worker();
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(line) = lines.get(at) else { break };
                    if sender.send((at, answer(&worker, line))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let stopped = || watch().inspect_err(|_| stop.store(true, Ordering::Relaxed));
        let mut answered = 0_usize;
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok((at, answer)) => {
                    if let Some(place) = answers.get_mut(at) {
                        *place = Some(answer);
                    }
                    answered += 1;
                    if answered.is_multiple_of(MANY) {
                        stopped()?;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => stopped()?,
            }
        }
    })?;
    Ok(answers.into_iter().flatten().collect())
}
