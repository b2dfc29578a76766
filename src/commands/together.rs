//! Works on many files at once, and takes what comes of them in their order.

use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// How many results each thread may be ahead of the one that is taken: bounds what is kept in memory.
const AHEAD: usize = 16;

/// Where the work on every n-th item is done.
enum Lane<R> {
    /// On a thread of its own.
    Thread(Receiver<R>),
    /// Here: the system gave no thread.
    Here,
}

/// Does `work` on every item, on all processors, and hands the results to `take` in the order of the items.
pub(super) fn in_order<'i, T: Sync, R: Send, E>(
    items: &'i [T],
    work: impl Fn(&'i T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads <= 1 {
        return items.iter().try_for_each(|item| take(work(item)));
    }
    thread::scope(|scope| {
        let work = &work;
        let lane = |first: usize| {
            let (send, receive) = sync_channel(AHEAD);
            let every_nth = move || {
                let mut mine = items.iter().skip(first).step_by(threads);
                // Nobody receives any more once taking has failed.
                while mine.next().is_some_and(|item| send.send(work(item)).is_ok()) {}
            };
            thread::Builder::new().spawn_scoped(scope, every_nth).map_or(Lane::Here, |_| Lane::Thread(receive))
        };
        let lanes: Vec<Lane<R>> = (0..threads).map(lane).collect();
        for (item, lane) in items.iter().zip(lanes.iter().cycle()) {
            match lane {
                Lane::Here => take(work(item))?,
                Lane::Thread(results) => match results.recv() {
                    Ok(result) => take(result)?,
                    // The thread has panicked; the scope passes that on.
                    Err(_) => break,
                },
            }
        }
        Ok(())
    })
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

    #[test]
    fn no_items_and_one_item_are_fine() {
        for count in 0..3 {
            let mut taken = 0;
            let items = vec![1; count];
            let done: Result<(), ()> = in_order(
                &items,
                |item| *item,
                |one| {
                    taken += one;
                    Ok(())
                },
            );
            assert_eq!((done, taken), (Ok(()), count));
        }
    }
}
