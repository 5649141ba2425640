//! "Game Engines & Real-time Systems": a clock on a thread drives a world that lives on JavaScript's thread.
//!
//! What the clock calls is a function in Rust that calls JavaScript's in turn. So it can look first whether the game still runs: a call that
//! waited in the queue while JavaScript stopped the game comes to nothing.
//!
//! Callbacks of a game close over the game as a rule. A reference from Rust would hold them, and they the game that holds the reference, for
//! ever; so the object itself keeps them, and Rust refers to them only while the game runs.

use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use napi::PropertyAttributes;
use napi::bindgen_prelude::*;
use napi::threadsafe_function::ThreadsafeFunctionCallMode;
use napi_derive::napi;

use crate::pace;

const STEPS_PER_SECOND: u32 = 50;
/// How many steps are made up for at a time, when JavaScript was slow. The game loses the others.
const MOST_STEPS_AT_ONCE: u32 = 5;

/// A body on a line.
#[napi(object)]
#[derive(Clone)]
pub struct Body {
    /// What collisions call it.
    pub name: String,
    /// Where its middle is.
    pub position: f64,
    /// How far it moves in a second.
    pub velocity: f64,
    /// How far it reaches to either side.
    pub radius: f64,
}

/// A game whose steps all take the same time.
#[napi]
pub struct GameEngine {
    world: Rc<World>,
}

/// Those of two bodies.
type Names = FnArgs<(String, String)>;
type Listener<Args> = RefCell<Option<Rc<FunctionRef<Args, ()>>>>;

/// What the steps change, on JavaScript's thread alone.
#[derive(Default)]
struct World {
    /// Which game it is; a call from the clock of another one is late.
    game: Cell<u32>,
    /// Dropped, it stops the clock. The clock's function holds the world, so that a game runs on though nobody holds its object.
    clock: RefCell<Option<mpsc::Sender<Infallible>>>,
    bodies: RefCell<Vec<Body>>,
    on_update: Listener<f64>,
    on_collision: Listener<Names>,
}

#[napi]
impl GameEngine {
    /// A game with these bodies.
    #[napi(constructor)]
    pub fn new(bodies: Vec<Body>) -> Self {
        let world = World {
            bodies: bodies.into(),
            ..World::default()
        };
        Self {
            world: Rc::new(world),
        }
    }

    /// `callback` gets the seconds of each step, which are always the same; it replaces the one before.
    #[napi(ts_args_type = "callback: (deltaTime: number) => void")]
    pub fn on_update(&self, this: This, callback: Function<f64, ()>) -> Result<()> {
        keep(this.object, ON_UPDATE, &callback)?;
        self.world.refer_to(&self.world.on_update, &callback)
    }

    /// `callback` gets the names of two bodies that hit each other; it replaces the one before.
    #[napi(ts_args_type = "callback: (objectA: string, objectB: string) => void")]
    pub fn on_collision(&self, this: This, callback: Function<Names, ()>) -> Result<()> {
        keep(this.object, ON_COLLISION, &callback)?;
        self.world.refer_to(&self.world.on_collision, &callback)
    }

    /// Whether the game runs; it holds the process until it is stopped.
    #[napi(getter)]
    pub fn is_running(&self) -> bool {
        self.world.clock.borrow().is_some()
    }

    /// Where all bodies are.
    #[napi]
    pub fn bodies(&self) -> Vec<Body> {
        self.world.bodies.borrow().clone()
    }

    /// Starts the game, if it does not run.
    #[napi]
    pub fn start(&self, env: &Env, this: This) -> Result<()> {
        if self.is_running() {
            return Ok(());
        }
        let game = self.world.begin_game();
        let due = Arc::new(AtomicU32::new(0));
        let (world, taken) = (self.world.clone(), due.clone());
        let steps = env.create_function_from_closure("steps", move |context| {
            let steps = taken.swap(0, Ordering::Relaxed);
            for _ in 0..steps.min(MOST_STEPS_AT_ONCE) {
                world.step(context.env, game)?;
            }
            Ok(())
        })?;
        let steps = steps
            .build_threadsafe_function::<()>()
            .max_queue_size::<1>()
            .build()?;
        let (clock, stopped) = mpsc::channel::<Infallible>();
        let thread = thread::Builder::new().name("game clock".into());
        thread.spawn(move || {
            let mut next = Instant::now();
            loop {
                next += pace::scaled(Duration::from_secs(1) / STEPS_PER_SECOND);
                let left = next.saturating_duration_since(Instant::now());
                if stopped.recv_timeout(left) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
                due.fetch_add(1, Ordering::Relaxed);
                // One call is enough, however many steps are due. JavaScript may have ended.
                let status = steps.call((), ThreadsafeFunctionCallMode::NonBlocking);
                if status != Status::Ok && status != Status::QueueFull {
                    return;
                }
            }
        })?;
        *self.world.clock.borrow_mut() = Some(clock);
        if let Some(callback) = this.get::<Function<f64, ()>>(ON_UPDATE)? {
            self.world.refer_to(&self.world.on_update, &callback)?;
        }
        if let Some(callback) = this.get::<Function<Names, ()>>(ON_COLLISION)? {
            self.world.refer_to(&self.world.on_collision, &callback)?;
        }
        Ok(())
    }

    /// Stops the game; no callback comes any more, also where it is called by one.
    #[napi]
    pub fn stop(&self) {
        self.world.begin_game();
        *self.world.clock.borrow_mut() = None;
        *self.world.on_update.borrow_mut() = None;
        *self.world.on_collision.borrow_mut() = None;
    }
}

/// What the object's properties are called that keep its callbacks.
const ON_UPDATE: &str = "_onUpdate";
const ON_COLLISION: &str = "_onCollision";

/// Has `object` keep `callback`, in a property that nothing lists.
fn keep<Args: JsValuesTupleIntoVec>(
    mut object: Object,
    name: &str,
    callback: &Function<Args, ()>,
) -> Result<()> {
    let property = Property::new().with_utf8_name(name)?.with_value(callback);
    let attributes = PropertyAttributes::Writable | PropertyAttributes::Configurable;
    object.define_properties(&[property.with_property_attributes(attributes)])
}

impl World {
    /// Refers to `callback`, if the game runs.
    fn refer_to<Args: JsValuesTupleIntoVec>(
        &self,
        listener: &Listener<Args>,
        callback: &Function<Args, ()>,
    ) -> Result<()> {
        if self.clock.borrow().is_some() {
            *listener.borrow_mut() = Some(Rc::new(callback.create_ref()?));
        }
        Ok(())
    }

    /// Makes all calls late that wait in the queue of the game before.
    fn begin_game(&self) -> u32 {
        self.game.set(self.game.get().wrapping_add(1));
        self.game.get()
    }

    fn step(&self, env: &Env, game: u32) -> Result<()> {
        let goes_on = || self.game.get() == game;
        if !goes_on() {
            return Ok(());
        }
        let seconds = 1.0 / f64::from(STEPS_PER_SECOND);
        // A callback may replace itself meanwhile.
        let on_update = self.on_update.borrow().clone();
        if let Some(on_update) = on_update {
            on_update.borrow_back(env)?.call(seconds)?;
        }
        if !goes_on() {
            return Ok(());
        }
        for names in self.advance(seconds) {
            let on_collision = self.on_collision.borrow().clone();
            if let Some(on_collision) = on_collision.filter(|_| goes_on()) {
                on_collision.borrow_back(env)?.call(names.into())?;
            }
        }
        Ok(())
    }

    /// Moves all bodies, and gives the names of those that hit each other. They are of equal mass, so that they swap their velocities.
    fn advance(&self, seconds: f64) -> Vec<(String, String)> {
        let mut bodies = self.bodies.borrow_mut();
        for body in bodies.iter_mut() {
            body.position += body.velocity * seconds;
        }
        let mut hits = Vec::new();
        for first in 0..bodies.len() {
            for second in first + 1..bodies.len() {
                let (a, b) = (&bodies[first], &bodies[second]);
                let touch = (a.position - b.position).abs() <= a.radius + b.radius;
                let approach = (b.position - a.position) * (b.velocity - a.velocity) < 0.0;
                if touch && approach {
                    hits.push((a.name.clone(), b.name.clone()));
                    let velocity = a.velocity;
                    bodies[first].velocity = bodies[second].velocity;
                    bodies[second].velocity = velocity;
                }
            }
        }
        hits
    }
}
