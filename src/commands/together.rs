//! Works on many files at once, and takes what comes of them in their order.

use std::thread;

/// How many files are worked on before their results are taken: bounds what is kept in memory.
const BATCH: usize = 256;

/// Does `work` on every item, on all processors, and hands the results to `take` in the order of the items.
pub(super) fn in_order<T: Sync, R: Send, E>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    for batch in items.chunks(BATCH) {
        let share = batch.len().div_ceil(threads).max(1);
        if batch.len() == 1 || threads == 1 {
            batch.iter().try_for_each(|item| take(work(item)))?;
            continue;
        }
        let shares: Vec<Vec<R>> = thread::scope(|scope| {
            let work = &work;
            let workers: Vec<_> = batch.chunks(share).map(|items| scope.spawn(move || items.iter().map(work).collect())).collect();
            workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        shares.into_iter().flatten().try_for_each(&mut take)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn results_come_in_the_order_of_the_items_and_an_error_ends_it() {
        let items: Vec<usize> = (0..1000).collect();
        let mut taken = Vec::new();
        let ended = in_order(
            &items,
            |item| item * 2,
            |result| {
                taken.push(result);
                if result == 1200 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(ended, Err("enough"));
        assert!(taken.iter().copied().eq((0..=600).map(|item| item * 2)));
    }
}
